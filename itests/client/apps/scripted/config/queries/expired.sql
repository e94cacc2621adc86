SELECT 'expired'
