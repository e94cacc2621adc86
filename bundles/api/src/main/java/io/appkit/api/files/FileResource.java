package io.appkit.api.files;

import java.util.OptionalLong;

/**
 * What someone wants to do something with.
 *
 * @param path relative to the volume's root, normalised: no leading slash, no {@code .} and no empty segments; {@code /} for
 *     the root itself
 * @param volume key of the volume
 * @param size of an upload in bytes; empty if it was not told, and for all other actions
 */
public record FileResource(String path, String volume, OptionalLong size) {}
