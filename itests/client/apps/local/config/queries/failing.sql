SELECT nothing FROM samples.tpch.region
