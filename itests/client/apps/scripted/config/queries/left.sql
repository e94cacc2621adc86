SELECT 'left'
