"""Words and codes as pixels over the film."""
