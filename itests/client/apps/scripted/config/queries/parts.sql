SELECT 'parts'
