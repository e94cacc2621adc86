import { Skeleton } from "@databricks/appkit-ui/react";

/** The outlines of the file browser, until it is there. */
export function FilesSkeleton() {
  return (
    <div aria-busy="true" data-testid="files-loading">
      <div className="flex h-21 flex-col gap-5 pt-8 lg:pt-10">
        <h1 className="text-2xl font-semibold tracking-tight sm:text-[1.75rem]">Files</h1>
      </div>
      <div className="mt-24 grid grid-cols-1 gap-4 sm:mt-18 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-5">
        <Skeleton className="bg-muted h-[28rem] rounded-2xl" />
        <Skeleton className="bg-muted hidden h-[28rem] rounded-2xl lg:block" />
      </div>
    </div>
  );
}
