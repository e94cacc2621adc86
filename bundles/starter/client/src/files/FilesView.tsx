import { usePluginClientConfig } from "@databricks/appkit-ui/react";
import { useEffect } from "react";
import { navigate, usePathname } from "../lib/location";
import { Browser } from "./Browser";
import { NoVolumes } from "./NoVolumes";
import { hrefOf, readPlace } from "./place";

const NONE: readonly string[] = [];

/** Browses the files of the volumes that the server has. */
export default function FilesView() {
  const { volumes = NONE } = usePluginClientConfig<{ volumes?: readonly string[] }>("files");
  const place = readPlace(usePathname());
  const first = volumes[0];
  const undecided = place.volume === "" && first !== undefined;

  useEffect(() => {
    if (undecided) {
      navigate(hrefOf({ volume: first, folders: [], file: null }), { replace: true });
    }
  }, [undecided, first]);

  if (place.volume !== "") {
    return <Browser place={place} volumes={volumes} />;
  }
  return undecided ? null : <NoVolumes />;
}
