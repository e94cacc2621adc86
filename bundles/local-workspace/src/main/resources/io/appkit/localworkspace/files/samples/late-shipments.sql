-- Lines that were received after the date that was promised.
SELECT o.o_orderkey, o.o_orderpriority, l.l_linenumber, l.l_commitdate, l.l_receiptdate
FROM samples.tpch.orders o
JOIN samples.tpch.lineitem l ON l.l_orderkey = o.o_orderkey
WHERE l.l_receiptdate > l.l_commitdate
  AND o.o_orderdate >= DATE '1998-01-01'
ORDER BY l.l_receiptdate - l.l_commitdate DESC
LIMIT 100
