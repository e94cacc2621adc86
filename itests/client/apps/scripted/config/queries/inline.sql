SELECT 'inline'
