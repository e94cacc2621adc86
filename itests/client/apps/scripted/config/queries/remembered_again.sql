SELECT 'remembered again'
