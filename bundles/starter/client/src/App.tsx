import { getClientConfig } from "@databricks/appkit-ui/js";
import { Suspense, useEffect } from "react";
import { Dashboard } from "./components/Dashboard";
import { DeveloperBanner } from "./components/DeveloperBanner";
import { Footer } from "./components/Footer";
import { Header } from "./components/Header";
import { LoadBoundary } from "./components/LoadBoundary";
import { PluginNotice } from "./components/PluginNotice";
import { SessionNotice } from "./components/SessionNotice";
import { FilesSkeleton } from "./files/FilesSkeleton";
import { FilesView } from "./files/lazy";
import { usePathname } from "./lib/location";
import { type View, viewOf } from "./lib/views";

function DashboardView() {
  useEffect(() => {
    document.title = "Business overview · AppKit";
  }, []);
  return getClientConfig().endpoints.analytics === undefined ? (
    <PluginNotice plugin="analytics">
      This page shows the answers to SQL queries, and the analytics plugin runs them.
    </PluginNotice>
  ) : (
    <Dashboard />
  );
}

function Content({ view }: { view: View }) {
  if (view === "dashboard") {
    return <DashboardView />;
  }
  return getClientConfig().endpoints.files === undefined ? (
    <PluginNotice plugin="files">This page shows the files of volumes, and the files plugin serves them.</PluginNotice>
  ) : (
    <LoadBoundary>
      <Suspense fallback={<FilesSkeleton />}>
        <FilesView />
      </Suspense>
    </LoadBoundary>
  );
}

export function App() {
  const view = viewOf(usePathname());
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
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[84rem] flex-1 px-4 pb-12 outline-none sm:px-6 lg:px-8"
      >
        <Content view={view} />
      </main>
      <Footer view={view} />
      <SessionNotice />
    </div>
  );
}
