import { Button } from "@databricks/appkit-ui/react";
import { Check, Copy, PlugZap, RotateCw } from "lucide-react";
import { useState } from "react";

interface PluginNoticeProps {
  /** The plugin's name, as in `appkit-<name>`. */
  plugin: string;
  /** What this view has to do with the plugin. */
  children: string;
}

/** Shown instead of a view while the server lacks the plugin that it is made with. */
export function PluginNotice({ plugin, children }: PluginNoticeProps) {
  const command = `feature:install appkit-${plugin}`;
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(command).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section
      data-testid="plugin-notice"
      aria-labelledby="plugin-notice-title"
      className="bg-card shadow-panel mt-8 rounded-2xl border px-6 py-12 sm:px-12 sm:py-16"
    >
      <span className="bg-brand-soft text-brand grid size-12 place-items-center rounded-xl">
        <PlugZap aria-hidden="true" className="size-6" />
      </span>
      <h1 id="plugin-notice-title" className="mt-6 text-2xl font-semibold tracking-tight text-balance">
        The {plugin} plugin is not installed
      </h1>
      <p className="text-muted-foreground mt-2 max-w-prose leading-7">
        {children} Install it from the server's console; nothing needs a restart.
      </p>
      <div className="bg-muted mt-6 flex max-w-xl items-center gap-2 rounded-lg border py-1.5 pr-1.5 pl-4">
        <code className="min-w-0 flex-1 font-mono text-sm break-words">{command}</code>
        <Button variant="ghost" size="sm" onClick={copy} aria-label="Copy the command">
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
        </Button>
      </div>
      <Button className="mt-6" onClick={() => window.location.reload()}>
        <RotateCw aria-hidden="true" />
        Check again
      </Button>
    </section>
  );
}
