SELECT 'remembered'
