package io.appkit.itests.inside;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;

/** A jar like that of an installed bundle, of another version. */
record NewVersion(Bundle present, String version) {

    InputStream jar() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JarInputStream from = new JarInputStream(new URL(present.getLocation()).openStream())) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream to = new JarOutputStream(copy, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        return new ByteArrayInputStream(copy.toByteArray());
    }
}
