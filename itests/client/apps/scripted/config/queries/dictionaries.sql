SELECT 'dictionaries'
