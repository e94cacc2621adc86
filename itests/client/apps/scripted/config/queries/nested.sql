SELECT 'nested'
