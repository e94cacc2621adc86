SELECT 'older'
