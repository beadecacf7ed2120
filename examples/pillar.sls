# A pillar of salt-formula-glance, as it is. The sections that configure the daemon are left alone;
# reconcile reads `identity` and `images`.
glance:
  server:
    enabled: true
    version: juno
    workers: 8
    policy:
      publicize_image:
        - "role:admin"
        - "role:image_manager"
    database:
      engine: mysql
      host: 127.0.0.1
      port: 3306
      name: glance
      user: glance
      password: pwd
    identity:
      engine: keystone
      host: 127.0.0.1
      port: 35357
      tenant: service
      user: glance
      password: pwd
    message_queue:
      engine: rabbitmq
      host: 127.0.0.1
      port: 5672
      user: openstack
      password: pwd
      virtual_host: '/openstack'
    storage:
      engine: file
    images:
      - name: "CirrOS 0.3.1"
        format: qcow2
        # The name of the cached download: used if it is there and its digest agrees.
        file: cirros-0.3.1-x86_64-disk.img
        source: http://cdn.download.cirros-cloud.net/0.3.1/cirros-0.3.1-x86_64-disk.img
        public: true
