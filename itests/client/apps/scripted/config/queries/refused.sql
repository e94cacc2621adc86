SELECT 'refused'
