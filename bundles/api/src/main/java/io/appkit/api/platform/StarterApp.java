package io.appkit.api.platform;

import java.nio.file.Path;

/** The app that is shown when no app folder is configured. An OSGi service of the bundle that ships it. */
public interface StarterApp {

    /** The app's folder, laid out as {@link AppFolder} describes; readable until the service goes. */
    Path folder();
}
