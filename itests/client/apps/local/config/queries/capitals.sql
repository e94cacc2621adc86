SELECT upper(:value) AS value
