-- The latest orders of the period.
-- @param region STRING = ALL
-- @param segment STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
SELECT
  o_orderkey AS order_key,
  o_orderdate AS order_date,
  c_name AS customer,
  n_name AS nation,
  c_mktsegment AS segment,
  o_orderpriority AS priority,
  o_orderstatus AS status,
  o_totalprice AS total_price
FROM samples.tpch.orders
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND (:segment = 'ALL' OR c_mktsegment = :segment)
  AND o_orderdate >= :from_date AND o_orderdate < :to_date
ORDER BY o_orderdate DESC, o_orderkey DESC
LIMIT 200
