SELECT :value + 1 AS value
