import { Button } from "@databricks/appkit-ui/react";
import { FolderX, RotateCw } from "lucide-react";
import { useEffect } from "react";

/** Shown while the server has no volume. */
export function NoVolumes() {
  useEffect(() => {
    document.title = "Files · AppKit";
  }, []);
  return (
    <section
      data-testid="no-volumes"
      aria-labelledby="no-volumes-title"
      className="bg-card shadow-panel mt-8 rounded-2xl border px-6 py-12 sm:px-12 sm:py-16"
    >
      <span className="bg-brand-soft text-brand grid size-12 place-items-center rounded-xl">
        <FolderX aria-hidden="true" className="size-6" />
      </span>
      <h1 id="no-volumes-title" className="mt-6 text-2xl font-semibold tracking-tight text-balance">
        There is no volume to show
      </h1>
      <p className="text-muted-foreground mt-2 max-w-prose leading-7">
        Name one for the server, as in{" "}
        <code className="font-mono text-sm break-words">DATABRICKS_VOLUME_FILES=/Volumes/main/default/files</code>. It
        is here as soon as the server knows it.
      </p>
      <Button className="mt-6" onClick={() => window.location.reload()}>
        <RotateCw aria-hidden="true" />
        Check again
      </Button>
    </section>
  );
}
