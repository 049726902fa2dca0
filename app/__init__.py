"""The pages a person sees. Thin scripts: what they show is measured and decided on the floors below."""
