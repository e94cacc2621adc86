SELECT NOT :value AS value
