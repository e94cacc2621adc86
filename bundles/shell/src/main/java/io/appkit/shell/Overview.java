package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import io.appkit.api.platform.WorkspaceInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to know at a glance.
 *
 * @param version of AppKit
 * @param url where the server listens
 * @param publicUrl where browsers reach it, or why that is not known; empty if it is the same
 * @param appFolder folder of the app
 * @param starterFolder folder of the starter app that ships inside
 * @param workspace the workspace
 * @param plugins all of them
 * @param java version and vendor
 * @param uptime since the process was launched
 * @param heapUsed bytes
 * @param heapMax bytes
 */
record Overview(
        String version,
        Optional<String> url,
        Optional<String> publicUrl,
        Optional<Path> appFolder,
        Optional<Path> starterFolder,
        Optional<WorkspaceInfo> workspace,
        List<PluginInfo> plugins,
        String java,
        Duration uptime,
        long heapUsed,
        long heapMax) {

    /** Property of the HTTP service with its addresses. */
    static final String ENDPOINTS = "osgi.http.endpoint";

    private static final String UNKNOWN = "not known";

    /** The first of the addresses that the HTTP service tells, as the log does. */
    static Optional<String> url(@Nullable Object endpoints) {
        Object first = endpoints instanceof String[] several && several.length > 0
                ? several[0]
                : endpoints instanceof Collection<?> several && !several.isEmpty()
                        ? several.iterator().next()
                        : endpoints;
        return first instanceof String url ? Optional.of(url.replaceAll("/$", "")) : Optional.empty();
    }

    void print(Console console, boolean json) {
        if (json) {
            Json.print(console, values());
            return;
        }
        Labelled.print(console, lines());
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", version);
        values.put("url", url.orElse(null));
        values.put("publicUrl", publicUrl.orElse(null));
        values.put("appFolder", appFolder.map(Path::toString).orElse(null));
        values.put("workspace", workspace.map(WorkspaceInfo::host).orElse(null));
        values.put("localData", workspace.map(WorkspaceInfo::local).orElse(false));
        values.put("warehouse", workspace.flatMap(WorkspaceInfo::warehouseId).orElse(null));
        values.put("plugins", plugins.stream().map(PluginInfo::name).toList());
        values.put("java", java);
        values.put("uptimeSeconds", uptime.toSeconds());
        values.put("heapUsedBytes", heapUsed);
        values.put("heapMaxBytes", heapMax);
        return values;
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("AppKit", version);
        lines.put("URL", url.orElse("not listening"));
        publicUrl.ifPresent(known -> lines.put("Public URL", known));
        lines.put("App folder", folder());
        lines.put(
                "Workspace",
                workspace
                        .map(known -> known.host() + (known.local() ? " (local data)" : ""))
                        .orElse(UNKNOWN));
        lines.put("Warehouse", workspace.flatMap(WorkspaceInfo::warehouseId).orElse(UNKNOWN));
        lines.put("Plugins", pluginCount());
        lines.put("Java", java);
        lines.put("Uptime", uptimeText());
        lines.put("Heap", (heapUsed >> 20) + " MB of " + (heapMax >> 20) + " MB");
        return lines;
    }

    private String folder() {
        return appFolder.isPresent() && appFolder.equals(starterFolder)
                ? "that of the starter app (APPKIT_APP_DIR names another)"
                : appFolder.map(Path::toString).orElse("none");
    }

    private String pluginCount() {
        long active = plugins.stream()
                .filter(plugin -> plugin.state() == PluginState.ACTIVE)
                .count();
        long others = plugins.size() - active;
        return plugins.isEmpty()
                ? "none"
                : active + " active" + (others == 0 ? "" : ", " + others + " not active (see appkit:plugin-list)");
    }

    private String uptimeText() {
        if (uptime.toDays() > 0) {
            return uptime.toDays() + " d " + uptime.toHoursPart() + " h";
        } else if (uptime.toHours() > 0) {
            return uptime.toHours() + " h " + uptime.toMinutesPart() + " min";
        } else if (uptime.toMinutes() > 0) {
            return uptime.toMinutes() + " min " + uptime.toSecondsPart() + " s";
        }
        return uptime.toSeconds() + " s";
    }
}
