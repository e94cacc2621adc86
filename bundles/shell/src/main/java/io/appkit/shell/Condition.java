package io.appkit.shell;

import io.appkit.api.platform.PluginState;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;

/**
 * A plugin's state as the console shows it.
 *
 * @param label one word
 * @param color control sequence that chooses its colour
 */
record Condition(String label, String color) {

    static Condition of(PluginState state) {
        return switch (state) {
            case ACTIVE -> new Condition("active", SimpleAnsi.COLOR_GREEN);
            case WAITING_CONFIG, WAITING_RESOURCES -> new Condition("waiting", SimpleAnsi.COLOR_YELLOW);
            case STARTING -> new Condition("starting", SimpleAnsi.COLOR_YELLOW);
            case STOPPING -> new Condition("stopping", SimpleAnsi.COLOR_YELLOW);
            case STOPPED -> new Condition("stopped", SimpleAnsi.COLOR_DEFAULT);
            case FAILED -> new Condition("failed", SimpleAnsi.COLOR_RED);
        };
    }
}
