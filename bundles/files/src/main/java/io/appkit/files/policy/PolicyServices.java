package io.appkit.files.policy;

import java.util.List;

/** The policies that are published as services at the moment. */
public interface PolicyServices extends AutoCloseable {

    /** All of them, those of high ranking first. */
    List<PublishedPolicy> published();

    @Override
    void close();
}
