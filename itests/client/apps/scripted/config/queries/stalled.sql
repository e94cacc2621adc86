SELECT 'stalled'
