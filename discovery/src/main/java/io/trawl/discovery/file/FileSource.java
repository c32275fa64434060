package io.trawl.discovery.file;

import io.trawl.discovery.source.ByteSource;
import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Listing;
import io.trawl.discovery.source.Names;
import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.SourceObject;
import io.trawl.discovery.source.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** One file tree, or one file. */
final class FileSource implements ByteSource {
    /** Entries of one directory held in memory; a larger one is read in several passes. */
    static final int PAGE_SIZE = 50_000;

    private final Tree tree;
    private final PathRules rules;
    private final @Nullable SourceObject onlyFile;

    private FileSource(Tree tree, PathRules rules, @Nullable SourceObject onlyFile) {
        this.tree = tree;
        this.rules = rules;
        this.onlyFile = onlyFile;
    }

    static FileSource open(FileOptions options) throws Unreadable, IOException {
        try {
            // The one place where a link is followed: the user named it. From here on the root is where it really is.
            Path real = options.root().toRealPath();
            PathRules rules = PathRules.of(options);
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Path parent = real.getParent();
            return switch (Entry.kindOf(attributes)) {
                case DIRECTORY -> new FileSource(new RootedTree(real), rules, null);
                case FILE -> {
                    if (parent == null) {
                        throw new Unreadable(Reasons.CHANGED);
                    }
                    RawName name = RawName.of(real);
                    String shown = Names.clip(name.display(), Names.MAX_LENGTH);
                    SourceObject file = new SourceObject(shown, name.text(), attributes.size());
                    yield new FileSource(new RootedTree(parent), rules, file);
                }
                case SYMLINK, GONE, DENIED -> throw new Unreadable(Reasons.CHANGED);
                case SPECIAL -> throw new Unreadable(Reasons.SPECIAL_FILE);
            };
        } catch (IOException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    public void list(@Nullable String cursor, Listing listing) throws Unreadable, IOException {
        if (onlyFile == null) {
            new TreeWalk(tree, rules, PAGE_SIZE, listing).run(cursor);
        } else if (cursor == null) {
            listing.found(onlyFile, onlyFile.locator());
        }
    }

    @Override
    public Content open(String locator) throws Unreadable, IOException {
        int slash = locator.lastIndexOf('/');
        RawName parent = RawName.ofText(slash < 0 ? "" : locator.substring(0, slash));
        String name = locator.substring(slash + 1);
        if (onlyFile != null && !locator.equals(onlyFile.locator())) {
            throw new Unreadable(Reasons.GONE);
        }
        try (Directory directory = tree.open(parent)) {
            return new FileContent(directory.read(RootedTree.step(name)));
        } catch (IOException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    public void close() {
        // Nothing is held open between two calls.
    }
}
