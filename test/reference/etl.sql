-- etl.sql - the etl report in SQL, for sqlite3: the reference for the answers
--
-- Independent of the implementations on purpose: no streaming, no histograms;
-- the rules of workloads/etl/README.md as a database would put them.  Fills on
-- the table raw, imported from a CSV, all text.

CREATE TEMP VIEW flight AS
SELECT
  carrier,
  CAST(month AS INTEGER) AS month,
  origin || '-' || dest AS route,
  dep_time IN ('', 'NA') AS is_cancelled,
  CASE WHEN dep_delay NOT IN ('', 'NA') THEN CAST(dep_delay AS INTEGER) END AS dep_delay,
  CASE WHEN arr_delay NOT IN ('', 'NA') THEN CAST(arr_delay AS INTEGER) END AS arr_delay,
  CASE WHEN air_time NOT IN ('', 'NA') THEN CAST(air_time AS INTEGER) ELSE 0 END AS air_time,
  CASE WHEN distance NOT IN ('', 'NA') THEN CAST(distance AS INTEGER) ELSE 0 END AS distance
FROM raw WHERE carrier IS NOT NULL; -- it is in an empty line

CREATE TEMP TABLE total AS
SELECT
  carrier, month,
  COUNT(*) AS flights,
  SUM(is_cancelled) AS cancelled,
  COUNT(dep_delay) AS delays,
  SUM(dep_delay) AS delay,
  SUM(air_time) AS air_time,
  SUM(CASE WHEN is_cancelled THEN 0 ELSE distance END) AS distance
FROM flight GROUP BY carrier, month;

-- the smallest delay that at least 95 % of the delays do not exceed
CREATE TEMP TABLE p95 AS
SELECT carrier, month, MIN(dep_delay) AS dep_delay
FROM (
  SELECT carrier, month, dep_delay,
    COUNT(*) OVER (PARTITION BY carrier, month ORDER BY dep_delay) AS not_above,
    COUNT(*) OVER (PARTITION BY carrier, month) AS delays
  FROM flight WHERE dep_delay IS NOT NULL)
WHERE not_above * 100 >= delays * 95
GROUP BY carrier, month;

CREATE TEMP TABLE route AS
SELECT carrier, month, route, SUM(arr_delay) AS delay, COUNT(arr_delay) AS arrivals
FROM flight GROUP BY carrier, month, route HAVING COUNT(arr_delay) >= 10;

-- no other route of the carrier and month has a higher mean, or the same and a
-- lower name; a/b > c/d as a*d > c*b, which is exact
CREATE TEMP TABLE worst AS
SELECT carrier, month, route FROM route AS r
WHERE NOT EXISTS (
  SELECT 1 FROM route AS o
  WHERE o.carrier = r.carrier AND o.month = r.month
    AND (o.delay * r.arrivals > r.delay * o.arrivals
      OR o.delay * r.arrivals = r.delay * o.arrivals AND o.route < r.route));

CREATE TEMP VIEW rounded AS
SELECT *, (200 * ABS(delay) + delays) / (2 * delays) AS hundredths FROM total;

SELECT
  carrier, month, flights, cancelled,
  CASE WHEN delays = 0 THEN 'NA' ELSE
    printf('%s%d.%02d', CASE WHEN delay < 0 AND hundredths > 0 THEN '-' ELSE '' END,
      hundredths / 100, hundredths % 100) END AS mean_dep_delay_min,
  COALESCE(p95.dep_delay, 'NA') AS p95_dep_delay_min,
  air_time AS air_time_min,
  rounded.distance AS distance_mi,
  COALESCE(worst.route, 'NA') AS worst_route
FROM rounded LEFT JOIN p95 USING (carrier, month) LEFT JOIN worst USING (carrier, month)
ORDER BY carrier, month;
