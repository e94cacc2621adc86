import type { View } from "../lib/views";

/** Says where what the view shows comes from. */
export function Footer({ view }: { view: View }) {
  return (
    <footer className="border-t">
      <p className="text-muted-foreground mx-auto w-full max-w-[84rem] px-4 py-5 text-xs leading-5 sm:px-6 lg:px-8">
        {view === "dashboard" ? (
          <>
            TPC-H sample data, <code className="font-mono">samples.tpch</code>. Each figure is the answer to a SQL file
            in <code className="font-mono">config/queries</code>.
          </>
        ) : (
          <>
            Files of Unity Catalog volumes. Each volume is a variable{" "}
            <code className="font-mono">DATABRICKS_VOLUME_&lt;NAME&gt;</code> of the server.
          </>
        )}
      </p>
    </footer>
  );
}
