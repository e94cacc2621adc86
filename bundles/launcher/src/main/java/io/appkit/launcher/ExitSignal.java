package io.appkit.launcher;

import java.lang.reflect.Proxy;

/** Makes a signal end the process with exit code 0, where Java's own handling would end it with 128 and more. */
final class ExitSignal {

    private ExitSignal() {}

    /**
     * Handles a signal.
     *
     * @param name without {@code SIG}
     */
    static void handle(String name) throws ReflectiveOperationException {
        // By reflection, since the compiler's warning about this supported class (jdk.unsupported) cannot be
        // suppressed.
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object exit = Proxy.newProxyInstance(
                ExitSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    System.exit(0);
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
    }
}
