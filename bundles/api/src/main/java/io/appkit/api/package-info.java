/**
 * What a plugin is made of: {@link io.appkit.api.Plugin} and the {@link io.appkit.api.Routes} it serves, the
 * {@link io.appkit.api.Exchange} each handler answers, the {@link io.appkit.api.Caller} it answers to, and the
 * {@link io.appkit.api.AppKitException} it throws. Start at {@link io.appkit.api.Plugin}.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
