import { usePluginClientConfig } from "@databricks/appkit-ui/react";

interface StarterConfig {
  localData?: boolean;
  workspace?: string;
}

/** What the server tells about the workspace that the figures come from. */
export function useWorkspace(): StarterConfig {
  return usePluginClientConfig<StarterConfig>("starter");
}

const HOST = /^[\w.:-]+$/;

/** Says where the figures come from: the workspace's host, or that it is the local one. */
export function WorkspaceBadge() {
  const { localData, workspace = "" } = useWorkspace();
  // The server redacts the host where an environment variable holds just this value.
  const host = HOST.test(workspace) ? workspace : undefined;
  if (localData) {
    return (
      <span
        data-testid="local-badge"
        title={`Served by the local workspace${host ? ` at ${host}` : ""}`}
        className="bg-brand-soft text-brand inline-flex shrink-0 items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-medium"
      >
        <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
        Local data
      </span>
    );
  }
  return host ? (
    <span
      data-testid="workspace-host"
      className="text-muted-foreground hidden min-w-0 truncate text-xs sm:inline"
    >
      {host}
    </span>
  ) : null;
}
