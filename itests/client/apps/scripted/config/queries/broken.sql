SELECT 'broken'
