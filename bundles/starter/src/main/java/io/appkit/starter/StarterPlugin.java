package io.appkit.starter;

import io.appkit.api.Plugin;
import io.appkit.api.platform.WorkspaceInfo;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the page of the starter app which workspace its figures come from. Appears once the workspace is known. */
@Component(service = Plugin.class)
public final class StarterPlugin implements Plugin {

    private final WorkspaceInfo workspace;

    @Activate
    public StarterPlugin(@Reference WorkspaceInfo workspace) {
        this.workspace = workspace;
    }

    @Override
    public Map<String, ?> clientConfig() {
        // Without the scheme: the whole URL is the value of an environment variable and would be redacted.
        String host = Objects.requireNonNullElse(URI.create(workspace.host()).getAuthority(), "");
        return Map.of("localData", workspace.local(), "workspace", host);
    }
}
