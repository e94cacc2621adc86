SELECT r_name, r_regionkey FROM samples.tpch.region WHERE r_name = 'ATLANTIS'
