import { analytics, createApp, files, server } from "@databricks/appkit";

const plugins = [server(), analytics({})];
if (process.env.DATABRICKS_VOLUME_FILES) {
  plugins.push(files({ volumes: { files: { policy: files.policy.allowAll() } } }));
}
await createApp({ plugins });
