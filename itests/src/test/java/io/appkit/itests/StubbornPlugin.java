package io.appkit.itests;

import io.appkit.api.Exchange;
import io.appkit.api.Plugin;
import io.appkit.api.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A plugin whose handler and whose stop never end, whatever they are told. */
public final class StubbornPlugin implements Plugin {

    private static final String MANIFEST = "OSGI-INF/appkit/manifest.json";
    private static final String COMPONENT = "OSGI-INF/stubborn.xml";

    @Override
    public void routes(Routes routes) {
        routes.get("stick", "/stick", StubbornPlugin::stick);
    }

    private static void stick(Exchange exchange) {
        System.out.println("stuck with a " + exchange.method());
        forever();
    }

    @Override
    public void stop() {
        forever();
    }

    private static void forever() {
        while (true) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    /** Writes the bundle of this plugin. */
    static void bundle(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "stubborn");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", "io.appkit.api;version=\"[0.1,1)\"");
        headers.putValue("Service-Component", COMPONENT);
        headers.putValue("AppKit-Plugin", MANIFEST);
        String name = StubbornPlugin.class.getName();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String path = name.replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(path));
            try (InputStream classFile = StubbornPlugin.class.getClassLoader().getResourceAsStream(path)) {
                classFile.transferTo(out);
            }
            write(
                    out,
                    MANIFEST,
                    "{\"name\":\"stubborn\",\"displayName\":\"Stubborn\",\"description\":\"Never ends\","
                            + "\"resources\":{\"required\":[],\"optional\":[]}}");
            write(
                    out,
                    COMPONENT,
                    "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"stubborn\">"
                            + "<service><provide interface=\"io.appkit.api.Plugin\"/></service>"
                            + "<implementation class=\"" + name + "\"/></scr:component>");
        }
    }

    private static void write(JarOutputStream out, String path, String text) throws IOException {
        out.putNextEntry(new JarEntry(path));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
