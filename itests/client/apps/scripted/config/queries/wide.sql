SELECT 'wide'
