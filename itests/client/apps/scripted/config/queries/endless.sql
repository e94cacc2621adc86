SELECT 'endless'
