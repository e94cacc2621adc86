import { Button } from "@databricks/appkit-ui/react";
import { Component, type ReactNode } from "react";

/** Catches what keeps a lazily loaded part from showing, as after a new version of the page was deployed. */
export class LoadBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) {
      return this.props.children;
    }
    return (
      <div role="alert" className="bg-muted/50 grid flex-1 place-items-center rounded-xl p-6 text-center">
        <div>
          <p className="text-sm font-medium">This part of the page could not be loaded.</p>
          <Button variant="outline" size="sm" className="mt-4" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        </div>
      </div>
    );
  }
}
