SELECT :value + INTERVAL 1 DAY AS value
