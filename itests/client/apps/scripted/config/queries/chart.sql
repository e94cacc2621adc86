SELECT 'chart'
