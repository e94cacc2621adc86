SELECT 'mine'
