import { getClientConfig } from "@databricks/appkit-ui/js";
import { Dashboard } from "./components/Dashboard";
import { DeveloperBanner } from "./components/DeveloperBanner";
import { Header } from "./components/Header";
import { PluginNotice } from "./components/PluginNotice";
import { SessionNotice } from "./components/SessionNotice";

export function App() {
  const queriesAvailable = getClientConfig().endpoints.analytics !== undefined;
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="bg-primary text-primary-foreground fixed top-3 left-3 z-50 -translate-y-24 rounded-md px-4 py-2 text-sm font-medium focus:translate-y-0"
      >
        Skip to content
      </a>
      <Header />
      <DeveloperBanner />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[84rem] flex-1 px-4 pb-12 outline-none sm:px-6 lg:px-8">
        {queriesAvailable ? <Dashboard /> : <PluginNotice />}
      </main>
      <footer className="border-t">
        <p className="text-muted-foreground mx-auto w-full max-w-[84rem] px-4 py-5 text-xs leading-5 sm:px-6 lg:px-8">
          TPC-H sample data, <code className="font-mono">samples.tpch</code>. Each figure is the answer to a SQL file in{" "}
          <code className="font-mono">config/queries</code>.
        </p>
      </footer>
      <SessionNotice />
    </div>
  );
}
