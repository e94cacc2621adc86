SELECT 'linked'
