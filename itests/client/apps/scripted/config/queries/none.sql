SELECT 'none'
