# The formula's client shape: images by identity profile. The profile's name is an entry of clouds.yaml.
glance:
  client:
    enabled: true
    identity:
      profile_admin:
        image:
          cirros-test:
            visibility: public
            protected: false
            location: http://download.cirros-cloud.net/0.3.4/cirros-0.3.4-i386-disk.img
            disk_format: qcow2
            import_from_format: qcow2
            container_format: bare
            tags: [test, cirros]
            wait_timeout: 600
