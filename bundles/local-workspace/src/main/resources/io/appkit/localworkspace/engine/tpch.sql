-- The TPC-H schema with generated rows, for a database attached as `samples`. Variable `scale` is the scale factor.
-- Every value is a function of its key, so that the same scale always gives the same rows.

CREATE SCHEMA samples.tpch;

SET VARIABLE suppliers = greatest(1, round(10000 * getvariable('scale')))::BIGINT;
SET VARIABLE parts = greatest(1, round(200000 * getvariable('scale')))::BIGINT;
SET VARIABLE customers = greatest(1, round(150000 * getvariable('scale')))::BIGINT;
SET VARIABLE orders = greatest(1, round(1500000 * getvariable('scale')))::BIGINT;

-- The engine joins the hashes of several values by exclusive or; hashed once more, equal keys with different salts are
-- independent of each other.
CREATE TEMP MACRO dice(key, salt) AS hash(hash(key, salt));
-- A number from [0, 1), and a whole number from [0, n).
CREATE TEMP MACRO uniform(key, salt) AS (dice(key, salt) >> 11)::DOUBLE / 9007199254740992;
CREATE TEMP MACRO roll(key, salt, n) AS (dice(key, salt) % n)::BIGINT;
CREATE TEMP MACRO pick(key, salt, items) AS items[1 + (dice(key, salt) % len(items))::BIGINT];
CREATE TEMP MACRO money(key, salt, least, most) AS
  ((least * 100 + dice(key, salt) % ((most - least) * 100 + 1)::UBIGINT)::BIGINT / 100)::DECIMAL(18, 2);
CREATE TEMP MACRO phone(key, salt, nation) AS format(
  '{}-{:03d}-{:03d}-{:04d}', nation + 10, 100 + roll(key, salt, 900), 100 + roll(key, salt || 'b', 900),
  1000 + roll(key, salt || 'c', 9000));
CREATE TEMP MACRO address(key, salt) AS format(
  '{} {} {}', 1 + roll(key, salt, 990),
  pick(key, salt || 'b', ['Mill', 'Harbour', 'Station', 'Orchard', 'Castle', 'River', 'Church', 'Garden', 'Market', 'Forest']),
  pick(key, salt || 'c', ['Street', 'Road', 'Lane', 'Avenue', 'Square', 'Way']));
CREATE TEMP MACRO remark(key, salt) AS format(
  '{} {} {} {} {}',
  pick(key, salt, ['quickly', 'slowly', 'carefully', 'blithely', 'furiously', 'evenly', 'silently', 'daringly']),
  pick(key, salt || 'b', ['final', 'regular', 'special', 'express', 'pending', 'bold', 'ironic', 'even', 'unusual']),
  pick(key, salt || 'c', ['deposits', 'requests', 'accounts', 'packages', 'instructions', 'theodolites', 'pinto beans', 'foxes']),
  pick(key, salt || 'd', ['sleep', 'wake', 'haggle', 'nag', 'cajole', 'boost', 'detect', 'integrate', 'doze']),
  pick(key, salt || 'e', ['above the dolphins', 'across the platelets', 'after the ideas', 'along the asymptotes',
    'among the courts', 'near the excuses', 'beneath the warhorses']));
-- Dollars of one piece; integer arithmetic in cents, as the TPC-H specification has it.
CREATE TEMP MACRO retail_price(part) AS
  ((90000 + (part // 10) % 20001 + 100 * (part % 1000)) / 100)::DECIMAL(18, 2);
-- The n-th (0 to 3) of the four different suppliers of a part.
CREATE TEMP MACRO supplier_of(part, n) AS
  (part + (part - 1) // getvariable('suppliers') + n * (getvariable('suppliers') // 4)) % getvariable('suppliers') + 1;

CREATE TABLE samples.tpch.region AS
SELECT i::BIGINT AS r_regionkey, name AS r_name, remark(i, 'region') AS r_comment
FROM (VALUES (0, 'AFRICA'), (1, 'AMERICA'), (2, 'ASIA'), (3, 'EUROPE'), (4, 'MIDDLE EAST')) AS regions(i, name)
ORDER BY i;

CREATE TABLE samples.tpch.nation AS
SELECT i::BIGINT AS n_nationkey, name AS n_name, region::BIGINT AS n_regionkey, remark(i, 'nation') AS n_comment
FROM (VALUES
  (0, 'ALGERIA', 0), (1, 'ARGENTINA', 1), (2, 'BRAZIL', 1), (3, 'CANADA', 1), (4, 'EGYPT', 4),
  (5, 'ETHIOPIA', 0), (6, 'FRANCE', 3), (7, 'GERMANY', 3), (8, 'INDIA', 2), (9, 'INDONESIA', 2),
  (10, 'IRAN', 4), (11, 'IRAQ', 4), (12, 'JAPAN', 2), (13, 'JORDAN', 4), (14, 'KENYA', 0),
  (15, 'MOROCCO', 0), (16, 'MOZAMBIQUE', 0), (17, 'PERU', 1), (18, 'CHINA', 2), (19, 'ROMANIA', 3),
  (20, 'SAUDI ARABIA', 4), (21, 'VIETNAM', 2), (22, 'RUSSIA', 3), (23, 'UNITED KINGDOM', 3), (24, 'UNITED STATES', 1)
) AS nations(i, name, region)
ORDER BY i;

CREATE TABLE samples.tpch.supplier AS
SELECT
  key AS s_suppkey,
  format('Supplier#{:09d}', key) AS s_name,
  address(key, 'supplier') AS s_address,
  nation AS s_nationkey,
  phone(key, 'supplier phone', nation) AS s_phone,
  (money(key, 'supplier balance', 0, 10999) - 1000)::DECIMAL(18, 2) AS s_acctbal,
  remark(key, 'supplier') AS s_comment
FROM (SELECT 1 + range AS key, roll(1 + range, 'supplier nation', 25) AS nation FROM range(getvariable('suppliers')));

CREATE TABLE samples.tpch.part AS
SELECT
  key AS p_partkey,
  pick(key, 'shade', ['pale', 'dark', 'light', 'deep', 'bright', 'dim']) || ' '
    || pick(key, 'colour', ['almond', 'azure', 'blue', 'coral', 'forest', 'ivory', 'lemon', 'olive', 'rose', 'sienna']) || ' '
    || pick(key, 'matter', ['brass', 'chiffon', 'cream', 'linen', 'metallic', 'peru', 'powder', 'smoke']) AS p_name,
  format('Manufacturer#{}', maker) AS p_mfgr,
  format('Brand#{}{}', maker, 1 + roll(key, 'brand', 5)) AS p_brand,
  pick(key, 'type', ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO']) || ' '
    || pick(key, 'type b', ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED']) || ' '
    || pick(key, 'type c', ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER']) AS p_type,
  (1 + roll(key, 'size', 50))::INTEGER AS p_size,
  pick(key, 'container', ['SM', 'LG', 'MED', 'JUMBO', 'WRAP']) || ' '
    || pick(key, 'container b', ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM']) AS p_container,
  retail_price(key) AS p_retailprice,
  remark(key, 'part') AS p_comment
FROM (SELECT 1 + range AS key, 1 + roll(1 + range, 'maker', 5) AS maker FROM range(getvariable('parts')));

CREATE TABLE samples.tpch.partsupp AS
SELECT
  part AS ps_partkey,
  supplier_of(part, n) AS ps_suppkey,
  (1 + roll(part * 4 + n, 'available', 9999))::INTEGER AS ps_availqty,
  money(part * 4 + n, 'supply cost', 1, 1000) AS ps_supplycost,
  remark(part * 4 + n, 'partsupp') AS ps_comment
FROM (SELECT 1 + range // 4 AS part, range % 4 AS n FROM range(4 * getvariable('parts')));

CREATE TABLE samples.tpch.customer AS
SELECT
  key AS c_custkey,
  format('Customer#{:09d}', key) AS c_name,
  address(key, 'customer') AS c_address,
  nation AS c_nationkey,
  phone(key, 'customer phone', nation) AS c_phone,
  (money(key, 'customer balance', 0, 10999) - 1000)::DECIMAL(18, 2) AS c_acctbal,
  -- Segments of different weight: 28, 23, 20, 16 and 13 of a hundred.
  CASE
    WHEN segment < 0.28 THEN 'BUILDING' WHEN segment < 0.51 THEN 'AUTOMOBILE' WHEN segment < 0.71 THEN 'MACHINERY'
    WHEN segment < 0.87 THEN 'HOUSEHOLD' ELSE 'FURNITURE'
  END AS c_mktsegment,
  remark(key, 'customer') AS c_comment
FROM (
  SELECT
    1 + range AS key,
    -- Spread over all nations, some twice as often as others; 7 is prime to 25.
    (floor(25 * pow(uniform(1 + range, 'customer nation'), 1.25))::BIGINT * 7 + 24) % 25 AS nation,
    uniform(1 + range, 'segment') AS segment
  FROM range(getvariable('customers'))
);

-- Days of the seven years with the part of all orders placed until each: growth, seasons, quieter weekends.
CREATE TEMP TABLE day_share AS
SELECT day, sum(weight) OVER (ORDER BY day) / sum(weight) OVER () - weight / sum(weight) OVER () AS share
FROM (
  SELECT
    (DATE '1992-01-01' + range::INTEGER) AS day,
    (0.7 + 0.6 * range / 2406)
      * (1 + 0.16 * sin(2 * pi() * (dayofyear(day) - 80) / 365.25) + CASE WHEN month(day) IN (11, 12) THEN 0.22 ELSE 0 END)
      * CASE WHEN isodow(day) >= 6 THEN 0.6 ELSE 1 END AS weight
  FROM range(2406)
);

CREATE TEMP TABLE placed AS
SELECT o.key, o.customer, d.day
FROM (
  SELECT
    -- Eight of every 32 keys are used, and customers whose number divides by three order nothing.
    range // 8 * 32 + range % 8 + 1 AS key,
    greatest(1, n - CASE WHEN n % 3 = 0 THEN 1 ELSE 0 END) AS customer,
    uniform(range, 'day') AS moment
  FROM (SELECT range, 1 + roll(range, 'orderer', getvariable('customers')) AS n FROM range(getvariable('orders')))
) AS o
ASOF JOIN day_share AS d ON o.moment >= d.share;

CREATE TABLE samples.tpch.lineitem AS
SELECT
  key AS l_orderkey,
  part AS l_partkey,
  supplier_of(part, roll(line_key, 'supplier', 4)) AS l_suppkey,
  line::INTEGER AS l_linenumber,
  quantity::DECIMAL(18, 2) AS l_quantity,
  (quantity * retail_price(part))::DECIMAL(18, 2) AS l_extendedprice,
  (roll(line_key, 'discount', 11) / 100)::DECIMAL(18, 2) AS l_discount,
  (roll(line_key, 'tax', 9) / 100)::DECIMAL(18, 2) AS l_tax,
  CASE WHEN received > DATE '1995-06-17' THEN 'N' WHEN roll(line_key, 'returned', 2) = 0 THEN 'R' ELSE 'A' END AS l_returnflag,
  CASE WHEN shipped > DATE '1995-06-17' THEN 'O' ELSE 'F' END AS l_linestatus,
  shipped AS l_shipdate,
  day + (30 + roll(line_key, 'committed', 61))::INTEGER AS l_commitdate,
  received AS l_receiptdate,
  pick(line_key, 'instruction', ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']) AS l_shipinstruct,
  pick(line_key, 'mode', ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']) AS l_shipmode,
  remark(line_key, 'lineitem') AS l_comment
FROM (
  SELECT
    *,
    1 + roll(line_key, 'part', getvariable('parts')) AS part,
    1 + roll(line_key, 'quantity', 50) AS quantity,
    day + (1 + roll(line_key, 'shipped', 121))::INTEGER AS shipped,
    shipped + (1 + roll(line_key, 'received', 30))::INTEGER AS received
  FROM (SELECT key, day, unnest(range(1, 2 + roll(key, 'lines', 7))) AS line, key * 8 + line AS line_key FROM placed)
)
ORDER BY l_orderkey, l_linenumber;

CREATE TABLE samples.tpch.orders AS
SELECT
  key AS o_orderkey,
  customer AS o_custkey,
  CASE WHEN open_lines = 0 THEN 'F' WHEN open_lines = lines THEN 'O' ELSE 'P' END AS o_orderstatus,
  total AS o_totalprice,
  day AS o_orderdate,
  pick(key, 'priority', ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']) AS o_orderpriority,
  format('Clerk#{:09d}', 1 + roll(key, 'clerk', greatest(1, round(1000 * getvariable('scale')))::BIGINT)) AS o_clerk,
  0::INTEGER AS o_shippriority,
  remark(key, 'orders') AS o_comment
FROM placed
JOIN (
  SELECT
    l_orderkey,
    count(*) AS lines,
    count(*) FILTER (l_linestatus = 'O') AS open_lines,
    sum(round(l_extendedprice * (1 + l_tax) * (1 - l_discount), 2))::DECIMAL(18, 2) AS total
  FROM samples.tpch.lineitem
  GROUP BY l_orderkey
) AS priced ON priced.l_orderkey = key
ORDER BY o_orderkey;

DROP TABLE placed;
DROP TABLE day_share;
