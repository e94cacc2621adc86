SELECT 'zstd'
