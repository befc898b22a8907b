package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DatasetsTest {

  private record Fixed(String name) implements DatasetProvider {
    @Override
    public DataSplit load() {
      return new DataSplit(ImageDataset.of(new byte[name.length()], null, 1, 1), null);
    }

    @Override
    public String description() {
      return "black pixels";
    }
  }

  @Test
  void findsByNameAndListsSorted() throws IOException {
    Datasets sets = Datasets.of(new Fixed("two"), new Fixed("eleven"));
    assertThat(sets.load("eleven").train().size()).isEqualTo(6);
    assertThat(sets.providers()).extracting(DatasetProvider::name).containsExactly("eleven", "two");
  }

  @Test
  void anUnknownNameListsWhatExistsAndWhatToAdd() {
    assertThatThrownBy(() -> Datasets.of(new Fixed("two"), new Fixed("one")).load("cifar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data set: there is no 'cifar' on the class path; found one, two; add the dependency"
                + " org.vae4j:vae-dataset-NAME of one (such as mnist), or give a folder of IDX files");
    assertThatThrownBy(() -> Datasets.find().load("mnist")).hasMessageContaining("found none");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(() -> Datasets.of(new Fixed("a"), new Fixed("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'a' is provided by both");
  }

  @Test
  void trainingAndTestImagesHaveOneSize() {
    ImageDataset small = ImageDataset.of(new byte[4], null, 2, 2);
    ImageDataset large = ImageDataset.of(new byte[4], null, 1, 4);
    assertThatThrownBy(() -> new DataSplit(small, large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2×2, test images 1×4");
  }
}
