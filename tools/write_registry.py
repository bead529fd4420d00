"""Write ``methods/index.txt``, the list of all methods."""

from homeport import methods

if __name__ == "__main__":
    methods.INDEX.write_text(methods.written(methods.walk()))
