import { Button, Skeleton } from "@databricks/appkit-ui/react";
import { CircleAlert, LockKeyhole, RotateCw, SearchX } from "lucide-react";
import { retryFailed } from "../queries/retries";

export function PanelSkeleton({ warehouseStarting = false }: { warehouseStarting?: boolean }) {
  return (
    <div className="relative flex flex-1">
      <Skeleton className="bg-muted flex-1 rounded-xl" />
      {warehouseStarting && (
        <p className="text-muted-foreground absolute inset-0 grid place-items-center px-6 text-center text-sm">
          The SQL warehouse is starting. First results can take a few minutes.
        </p>
      )}
    </div>
  );
}

export function FailureNote({ error }: { error: string | null }) {
  return (
    <div role="alert" className="bg-muted/50 grid flex-1 place-items-center rounded-xl p-6 text-center">
      <div>
        <CircleAlert aria-hidden="true" className="text-fall mx-auto size-6" />
        <p className="mt-3 text-sm font-medium" data-testid="error-text">
          {error}
        </p>
        <Button variant="outline" size="sm" className="mt-4" data-testid="retry" onClick={retryFailed}>
          <RotateCw aria-hidden="true" />
          Try again
        </Button>
      </div>
    </div>
  );
}

/** Says that a table is not for whoever looks at the page. */
export function DenialNote({ table }: { table: string }) {
  return (
    <div className="bg-muted/50 grid flex-1 place-items-center rounded-xl p-6 text-center">
      <div className="max-w-md min-w-0">
        <span className="bg-brand-soft text-brand mx-auto grid size-11 place-items-center rounded-full">
          <LockKeyhole aria-hidden="true" className="size-5" />
        </span>
        <p className="mt-3 text-sm font-medium" data-testid="denial">
          You may not see <code className="font-mono text-[0.8125rem] break-words">{table}</code>
        </p>
        <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-5 text-pretty">
          This part asks with your own rights, not with the app's. Whoever owns the table can grant you{" "}
          <code className="font-mono">SELECT</code>.
        </p>
        <Button variant="outline" size="sm" className="mt-4" onClick={retryFailed}>
          <RotateCw aria-hidden="true" />
          Check again
        </Button>
      </div>
    </div>
  );
}

export function EmptyNote() {
  return (
    <div className="bg-muted/50 grid flex-1 place-items-center rounded-xl p-6 text-center">
      <div>
        <SearchX aria-hidden="true" className="text-muted-foreground mx-auto size-6" />
        <p className="text-muted-foreground mt-3 text-sm">No orders match these filters.</p>
      </div>
    </div>
  );
}
