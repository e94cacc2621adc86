SELECT 'rows'
